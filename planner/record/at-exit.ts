/** What is left to do when this process is ended in the middle of planning. */
const actions = new Set<() => void>();

function runAll(): void {
  for (const action of actions) action();
}

/** Runs an action when the process exits, in the order given; the result takes it back. One listener serves however many runs there are at once. */
export function atExit(action: () => void): () => void {
  if (actions.size === 0) process.on("exit", runAll);
  actions.add(action);
  return () => {
    actions.delete(action);
    if (actions.size === 0) process.removeListener("exit", runAll);
  };
}
