// Loaded into n8n before anything else: what its own nodes would send to a host of the outside world goes to a server
// of the test. `PARLEY_REDIRECT` is JSON: the host, and the origin that stands in for it.
import http from 'node:http';
import https from 'node:https';
import process from 'node:process';
import { URL } from 'node:url';

const origins = JSON.parse(process.env.PARLEY_REDIRECT ?? '{}');
const { request } = https;

https.request = function redirected(...args) {
  const [first, second] = args;
  const isAddress = typeof first === 'string' || first instanceof URL;
  const url = isAddress ? new URL(first) : undefined;
  const options = (isAddress ? second : first) ?? {};
  const host = options.hostname ?? options.host ?? url?.hostname;
  const origin = origins[host];
  if (origin === undefined) return request.apply(https, args);
  const { hostname, port } = new URL(origin);
  // An agent of https would speak TLS.
  const rest = { ...(typeof options === 'function' ? {} : options), agent: undefined };
  const callback = args.find((one) => typeof one === 'function');
  const path = rest.path ?? `${url?.pathname ?? '/'}${url?.search ?? ''}`;
  return http.request({ ...rest, protocol: 'http:', hostname, host: hostname, port, path }, callback);
};
https.get = (...args) => {
  const sent = https.request(...args);
  sent.end();
  return sent;
};
