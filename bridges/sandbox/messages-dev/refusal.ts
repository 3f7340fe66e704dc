const TYPES = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'authorization_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
  500: 'api_error',
} as const;
type Status = keyof typeof TYPES;

/** Status of every error code of the service. */
const STATUSES = {
  missing_api_key: 401,
  invalid_api_key: 401,
  insufficient_scope: 403,
  line_not_accessible: 403,
  sandbox_not_activated: 403,
  sandbox_requires_owner: 403,
  contact_has_not_messaged: 403,
  missing_required_parameter: 400,
  invalid_parameter_value: 400,
  invalid_json: 400,
  empty_file: 400,
  advanced_features_required: 400,
  sandbox_contact_mismatch: 400,
  not_found: 404,
  line_not_found: 404,
  chat_not_found: 404,
  message_not_found: 404,
  outbox_item_not_found: 404,
  webhook_not_found: 404,
  file_not_found: 404,
  rate_limit_exceeded: 429,
  sandbox_quota_exceeded: 429,
  server_error: 500,
} as const satisfies Record<string, Status>;
export type ErrorCode = keyof typeof STATUSES;

/** A call that the service refuses, in its own words. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly param: string | undefined;
  /** Seconds. */
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, message: string, more: { param?: string; retryAfter?: number } = {}) {
    super(message);
    this.code = code;
    this.param = more.param;
    this.retryAfter = more.retryAfter;
  }

  get status(): Status {
    return STATUSES[this.code];
  }

  /** As it stands in the answer. The contact-first rule is a 403 of the type that 400 has. */
  toWire(): Record<string, unknown> {
    const type = this.code === 'contact_has_not_messaged' ? TYPES[400] : TYPES[this.status];
    const param = this.param === undefined ? {} : { param: this.param };
    return { type, code: this.code, message: this.message, ...param };
  }
}
