/** The process: configuration in, server up, signals to the lifecycle. The only file that exits. */
import { hostname } from "node:os";
import { buildApp } from "./app";
import { readConfig, type Config } from "./config";
import { Lifecycle, type LifecycleEffects, type StopSignal } from "./lifecycle";

const STOP_SIGNALS: readonly StopSignal[] = ["SIGTERM", "SIGINT"];

async function serve(config: Config): Promise<void> {
  const lifecycle = new Lifecycle(config);
  const app = buildApp({ ...config, isDraining: () => lifecycle.draining });
  const exit = (code: number): void => process.exit(code);
  const effects: LifecycleEffects = {
    close: () => app.close(),
    exit,
    after: (seconds, callback) => {
      const timer = setTimeout(callback, seconds * 1000);
      return () => clearTimeout(timer);
    },
    log: app.log,
  };
  for (const signal of STOP_SIGNALS) process.on(signal, () => lifecycle.stop(signal, effects));
  process.on("uncaughtException", error => {
    app.log.fatal({ err: error }, "unexpected error");
    exit(1);
  });

  // Nobody reads the logs any more, so there is nowhere to say it; the service goes on.
  process.stdout.on("error", () => undefined);

  try {
    await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    app.log.fatal({ err: error }, "cannot listen");
    exit(1);
  }
}

const result = readConfig(process.env, hostname());
if (result.ok) {
  void serve(result.config);
} else {
  // Written by hand: the level of the logger is part of what may be wrong.
  console.log(JSON.stringify({ level: "fatal", time: new Date().toISOString(), service: "sorting", msg: "configuration is not valid", mistakes: result.mistakes }));
  process.exitCode = 1;
}
