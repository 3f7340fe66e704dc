import type { RestAnswer } from '../../wordpress/route.ts';
import type { Request } from '../access.ts';
import type { Site } from '../site.ts';
import { textOf } from './sending.ts';

const CHECKBOXES = [
  [
    'email_notifications',
    'Enable notifications via email',
    'When enabled, you will receive notifications about new messages via email when you are offline.',
    true,
  ],
  [
    'sound_notifications',
    'Disable new message sound notification',
    'When enabled, you will not hear a sound when a new message is received.',
    false,
  ],
  [
    'sent_sound_notifications',
    'Disable sound when sending a message',
    'When enabled, you will not hear a sound when you send a message.',
    false,
  ],
] as const;

export function userSettings(site: Site, { caller }: Request): RestAnswer {
  const saved = site.people.get(caller.id)?.options;
  const options = CHECKBOXES.map(([id, label, desc, preset]) => {
    const value = saved?.get(id);
    return { id, label, value: 'yes', checked: value === undefined ? preset : value === 'true', desc };
  });
  return { body: [{ id: 'notifications', title: 'Notifications', type: 'checkboxes', options }] };
}

/** Says that it saved whatever it was given. */
export function saveUserSetting(site: Site, { params, caller }: Request): RestAnswer {
  const person = site.people.get(caller.id);
  const option = textOf(params.option);
  const value = textOf(params.value);
  person?.options.set(option, value);
  if (person && option === 'who_can_start_conversations')
    person.mayStart = value === 'nobody' ? 'nobody' : 'everyone';
  return { body: { message: 'Saved successfully' } };
}
