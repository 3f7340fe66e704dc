/**
 * What the core asks of the program it runs in. The daemon gives Node's means, an n8n node gives n8n's; the core
 * itself uses no timers, no `process`, no file system and no network of its own.
 */
export interface Host {
  /**
   * Sends one HTTP request and never repeats it.
   * @throws {TransportError} when no answer came; its `outcome` says whether the request may have been acted on.
   */
  request(request: HttpRequest): Promise<HttpResponse>;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Wall clock, milliseconds since 1970. */
  now(): number;
  readonly log: Log;
  readonly crypto: Crypto;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
  /** Absolute. May carry a secret (Chat API's token), so it is never logged as it is. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** @default 30000 */
  readonly timeoutMs?: number;
  /** Answers longer than this are cut off with a TransportError. @default 64 MiB */
  readonly maxBytes?: number;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The body as UTF-8. */
  text(): string;
}

/** Structured log. Fields must not hold secrets; the daemon's implementation redacts known ones all the same. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface Crypto {
  /** Lower-case hex HMAC-SHA256. */
  hmacSha256(key: string, data: string | Uint8Array): string;
  /** Compares in constant time; false for different lengths. */
  equal(a: string, b: string): boolean;
}
