import { createHmac } from 'node:crypto';

/** How a delivery proves that it comes from the service. @param timestamp Unix milliseconds */
export function sign(secret: string, timestamp: number, body: string): string {
  return createHmac('sha256', secret)
    .update(`${String(timestamp)}.${body}`)
    .digest('hex');
}
