/**
 * A bounded load of requests, as a process of its own in the network of whom it plays. Its schedule is fixed: a service that stalls is asked on, or its failures would go
 * uncounted. It ends after the ordered time, or as soon as its standard input does, which is when whoever started it is gone.
 */
import { Consumer } from "./consumer";
import { now, type Order, type Request } from "./protocol";

/** Milliseconds between two lines of output. */
const BATCH = 100;

const order = JSON.parse(process.argv[2] ?? "") as Order;
const consumer = new Consumer(order);
const began = now();
const dueAt = (n: number): number => began + n * 1000 / order.rate;
/** When the open requests were due. */
const open = new Set<number>();
let next = 0, told: Request[] = [], stopped: number | undefined, timer: NodeJS.Timeout | undefined;

function send(n: number): void {
  const due = dueAt(n), sent = now();
  if (open.size >= order.inFlight) {
    told.push({ due, sent, ended: sent, connection: n % 2 === 0 ? "new" : "kept", retried: false, failure: { kind: "unsent", detail: `${open.size} requests are open` } });
    return;
  }
  open.add(due);
  // Whatever is not a request's failure is the client's own, and ends it with what it is.
  void consumer.ask(n, due).then(request => {
    told.push(request);
    open.delete(due);
    if (stopped !== undefined && open.size === 0) end();
  });
}

function keepSchedule(): void {
  while (dueAt(next) <= now()) send(next++);
  timer = setTimeout(keepSchedule, Math.max(0, dueAt(next) - now()));
}

function tell(): void {
  process.stdout.write(`${JSON.stringify({ settled: Math.min(stopped ?? dueAt(next), ...open), requests: told })}\n`);
  told = [];
}

function stop(): void {
  if (stopped !== undefined) return;
  stopped = now();
  clearTimeout(timer);
  if (open.size === 0) end();
}

function end(): void {
  tell();
  process.stdout.end(() => process.exit(0));
}

setTimeout(stop, order.seconds * 1000);
setInterval(tell, BATCH);
process.stdin.on("end", stop).on("error", stop).resume();
// Nobody reads on.
process.stdout.on("error", () => process.exit(1));
keepSchedule();
