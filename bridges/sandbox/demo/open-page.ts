import { FaultBox, serveEmulator } from '../kit/index.ts';
import { createDemoApp } from './app.ts';
import { Hall } from './hall.ts';
import type { Stage } from './stage.ts';

const USUAL_PORT = 8787;

export interface OpenPage {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Serves the demo page on 127.0.0.1.
 * @param port the usual one when absent, or a free one when that is taken
 * @throws {Error} when the asked-for port cannot be had
 */
export async function openPage(stage: Stage, port?: number): Promise<OpenPage> {
  const hall = new Hall(stage);
  const app = createDemoApp({
    hall,
    daemonUrl: stage.daemonUrl,
    ...(stage.killDaemon ? { killDaemon: stage.killDaemon } : {}),
  });
  const serve = (wanted: number) => serveEmulator(app, new FaultBox(), wanted);
  try {
    const server = port === undefined ? await serve(USUAL_PORT).catch(() => serve(0)) : await serve(port);
    return {
      origin: server.origin,
      close: async () => {
        hall.close();
        await server.close();
      },
    };
  } catch (error) {
    hall.close();
    throw error;
  }
}
