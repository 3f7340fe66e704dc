import type { Recording } from './recordings.ts';

/** What came back, from a real server or from an emulator. */
export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** One kind of server that recordings were made from. */
export interface System {
  /** Also the name of its folder below test/recordings. */
  readonly name: string;
  /** How many of the recordings look like this system's. */
  matches(recordings: readonly Recording[]): number;
  /** Where a pair stands in time, for systems whose numbers do not tell. @default the pair's own order */
  order?(recording: Recording): number;
  /** Starts the emulator. @param recordings all that will be sent, in their order */
  start(recordings: readonly Recording[]): Promise<Replayer>;
}

/** An emulator under replay. */
export interface Replayer {
  /**
   * Brings about what happened on the server before this pair and was not recorded: people acting in the browser,
   * load, users deleted. Called in rising order.
   */
  before(order: number): Promise<void> | void;
  /** Sends the recorded request, over HTTP. */
  send(recording: Recording): Promise<Answer>;
  /** The recorded answer, made comparable: addresses of this emulator instead of the recorded server's. */
  expected(recording: Recording): Answer;
  /** Parses and maps the recorded answer with the platform's own code. Returns what went wrong. */
  parse(recording: Recording): string[];
  /** Header names whose values are compared where the recording has kept them. */
  readonly headers: readonly string[];
  /** Whether only the type of this field counts, because its text is the server's prose. */
  isProse(path: string): boolean;
  close(): Promise<void>;
}
