import { randomBytes } from 'node:crypto';
import { isRecord, toInt } from '../../wordpress/php.ts';
import type { RestAnswer } from '../../wordpress/route.ts';
import { RestError } from '../../wordpress/error.ts';
import type { Request } from '../access.ts';
import { forbidden } from '../access.ts';
import type { Guest } from '../people.ts';
import type { Site } from '../site.ts';
import { plainLine } from '../text.ts';
import { userItem } from '../views/user.ts';
import { textOf } from './sending.ts';

/** For strangers, where the site or the chat room that is named wants guests. */
export function strangersOnly(_site: Site, { caller }: Request): void {
  if (caller.id !== 0) throw forbidden(caller, 'Sorry, you are not allowed to do that.');
}

export function registerGuest(site: Site, { params, caller }: Request): RestAnswer {
  const data = isRecord(params.registerData) ? params.registerData : {};
  const room = site.rooms.get(toInt(data.chatId ?? 0));
  if (!site.settings.guestChat && !room?.settings.can_join.includes('bm-guest')) throw forbidden(caller);
  const asked = plainLine(textOf(data.name));
  if (asked !== '' && isTaken(site, asked)) throw nameTaken();
  return { body: guestAnswer(site, addGuest(site, asked === '' ? freeName(site) : asked)) };
}

export function addGuest(site: Site, name: string): Guest {
  const id = site.guests.size + 1;
  const secret = Array.from(randomBytes(30), (byte) => (byte % 36).toString(36)).join('');
  const guest: Guest = { id, name, secret, active: 0 };
  site.guests.set(id, guest);
  return guest;
}

export function updateGuest(site: Site, { params, caller }: Request): RestAnswer {
  const guest = site.guests.get(-caller.id);
  if (!guest) throw forbidden(caller);
  const name = plainLine(textOf(params.name));
  if (name !== '' && name.toLowerCase() !== guest.name.toLowerCase() && isTaken(site, name))
    throw nameTaken();
  if (name !== '') guest.name = name;
  return { body: guestAnswer(site, guest) };
}

/** The user as strangers see one who has just come, and the guest himself later. */
function guestAnswer(site: Site, guest: Guest): Record<string, unknown> {
  const viewer = guest.active === 0 ? 0 : -guest.id;
  return {
    id: guest.id,
    secret: guest.secret,
    name: guest.name,
    email: '',
    user: userItem(site, -guest.id, viewer),
  };
}

function isTaken(site: Site, name: string): boolean {
  return [...site.guests.values()].some((guest) => guest.name.toLowerCase() === name.toLowerCase());
}

function nameTaken(): RestError {
  return new RestError(
    403,
    'rest_forbidden',
    'Sorry, such this name already used by someone else. Please try to use other name.',
  );
}

/** Made up from an adjective and an animal; a number keeps two apart. */
function freeName(site: Site): string {
  const base = 'Delightful Dog';
  for (let number = 0; ; number += 1) {
    const name = number === 0 ? base : `${base} ${String(number)}`;
    if (!isTaken(site, name)) return name;
  }
}
