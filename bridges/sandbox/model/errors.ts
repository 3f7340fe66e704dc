/** What an OpenAI error says: https://platform.openai.com/docs/guides/error-codes and its answers in the wild. */
export interface ApiErrorBody {
  readonly error: {
    readonly message: string;
    readonly type: string;
    readonly param: string | null;
    readonly code: string | null;
  };
}

/** An answer that is an error. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly body: ApiErrorBody;
  /** Seconds. */
  readonly retryAfter: number | undefined;

  constructor(status: number, body: ApiErrorBody, retryAfter?: number) {
    super(body.error.message);
    this.status = status;
    this.body = body;
    this.retryAfter = retryAfter;
  }
}

function body(
  message: string,
  type: string,
  code: string | null = null,
  param: string | null = null,
): ApiErrorBody {
  return { error: { message, type, param, code } };
}

const INVALID = 'invalid_request_error';

/** Bodies of errors, worded like OpenAI's own. */
export const apiError = {
  noKey: () =>
    body(
      "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY). You can obtain an API key from https://platform.openai.com/account/api-keys.",
      INVALID,
    ),
  wrongKey: (key: string) =>
    body(
      `Incorrect API key provided: ${key}. You can find your API key at https://platform.openai.com/account/api-keys.`,
      INVALID,
      'invalid_api_key',
    ),
  quota: () =>
    body(
      'You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.',
      'insufficient_quota',
      'insufficient_quota',
    ),
  rateLimit: () =>
    body(
      'Rate limit reached for scripted in organization org-sandbox on requests per min (RPM): Limit 3, Used 3, Requested 1. Please try again in 20s. Visit https://platform.openai.com/account/rate-limits to learn more.',
      'requests',
      'rate_limit_exceeded',
    ),
  server: () =>
    body('The server had an error while processing your request. Sorry about that!', 'server_error'),
  overloaded: () => body('That model is currently overloaded with other requests.', 'server_error'),
  noModel: (model: string) =>
    body(
      `The model \`${model}\` does not exist or you do not have access to it.`,
      INVALID,
      'model_not_found',
    ),
  tooLongChat: (limit: number, tokens: number) =>
    body(
      `This model's maximum context length is ${String(limit)} tokens. However, your messages resulted in ${String(tokens)} tokens. Please reduce the length of the messages.`,
      INVALID,
      'context_length_exceeded',
      'messages',
    ),
  tooLongResponses: () =>
    body(
      'Your input exceeds the context window of this model. Please adjust your input and try again.',
      INVALID,
      'context_length_exceeded',
      'input',
    ),
  unsupported: (parameter: string) =>
    body(
      parameter === 'max_tokens'
        ? "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
        : `Unsupported parameter: '${parameter}' is not supported with this model.`,
      INVALID,
      'unsupported_parameter',
      parameter,
    ),
  invalid: (message: string, param: string | null = null, code: string | null = null) =>
    body(message, INVALID, code, param),
  notJson: () =>
    body(
      "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON.)",
      INVALID,
    ),
  noSuchAddress: (method: string, path: string) => body(`Invalid URL (${method} ${path})`, INVALID),
};

/** What the real service says with a status, for faults that name only the number. */
export function bodyFor(status: number): ApiErrorBody {
  if (status === 401) return apiError.wrongKey('sandbox-***');
  if (status === 429) return apiError.rateLimit();
  if (status === 503) return apiError.overloaded();
  if (status >= 500) return apiError.server();
  return apiError.invalid('The request was refused, because somebody asked the sandbox to refuse it.');
}
