/** An error answer of WordPress. */
export class RestError extends Error {
  readonly status: number;
  readonly code: string;
  readonly data: Readonly<Record<string, unknown>>;

  constructor(status: number, code: string, message: string, data: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.data = data;
  }

  body(): unknown {
    return { code: this.code, message: this.message, data: { status: this.status, ...this.data } };
  }
}

/** PHP itself failed: no header of the route is sent any more. */
export class CriticalError extends Error {
  body(): unknown {
    return {
      code: 'internal_server_error',
      message:
        '<p>There has been a critical error on this website.</p><p><a href="https://wordpress.org/documentation/article/faq-troubleshooting/">Learn more about troubleshooting WordPress.</a></p>',
      data: { status: 500 },
      additional_errors: [],
    };
  }
}

export function noRoute(message = 'No route was found matching the URL and request method.'): RestError {
  return new RestError(404, 'rest_no_route', message);
}
