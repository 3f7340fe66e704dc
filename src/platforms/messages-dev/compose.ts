import { isEmpty, plain, split } from '../../text/index.ts';
import type { Capabilities } from '../capabilities.ts';
import type { Draft, Part } from '../contract.ts';

/** A draft as messages: the text in as many parts as its length needs, then one for each file. The first answers. */
export function compose(draft: Draft, { text: limits }: Capabilities): Part[] {
  const files = draft.files ?? [];
  const texts = isEmpty(draft.text) && files.length > 0 ? [] : split(draft.text, plain, limits.maxLength);
  const contents: Pick<Part, 'text' | 'file'>[] = [
    ...texts.map((text) => ({ text })),
    ...files.map((file) => ({ text: '', file })),
  ];
  return contents.map((content, index) => ({
    key: `${draft.key}#${String(index)}`,
    ...content,
    ...(index === 0 && draft.replyTo !== undefined ? { replyTo: draft.replyTo } : {}),
  }));
}
