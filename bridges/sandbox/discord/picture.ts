import { Buffer } from 'node:buffer';
import { crc32, deflateSync } from 'node:zlib';

const SIDE = 128;
const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** A picture of somebody who has none: head and shoulders on their colour (`#rrggbb`), as a PNG. */
export function picture(color: string): Uint8Array<ArrayBuffer> {
  const ground = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
  const figure = ground.map((part) => Math.round(part + (255 - part) * 0.75));
  const rows = new Uint8Array(SIDE * (SIDE * 3 + 1));
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      rows.set(isFigure(x / SIDE, y / SIDE) ? figure : ground, y * (SIDE * 3 + 1) + 1 + x * 3);
    }
  }
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, SIDE);
  header.setUint32(4, SIDE);
  header.setUint8(8, 8);
  // Colour type: red, green and blue.
  header.setUint8(9, 2);
  const parts = [
    SIGNATURE,
    chunk('IHDR', new Uint8Array(header.buffer)),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', new Uint8Array()),
  ];
  return Uint8Array.from(Buffer.concat(parts));
}

function isFigure(x: number, y: number): boolean {
  const isHead = (x - 0.5) ** 2 + (y - 0.4) ** 2 < 0.19 ** 2;
  const isBody = ((x - 0.5) / 0.36) ** 2 + ((y - 1) / 0.34) ** 2 < 1;
  return isHead || isBody;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
