import { NONCE, secureHeaders } from 'hono/secure-headers';

/** Headers of every page and answer: nothing from outside, nothing framed, nothing guessed. */
export function pageHeaders(referrerPolicy = 'no-referrer') {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: [NONCE],
      styleSrc: [NONCE],
      imgSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: 'DENY',
    referrerPolicy,
    strictTransportSecurity: false,
  });
}
