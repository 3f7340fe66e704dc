import type { ChatMessage, Content } from '../contract.ts';

/** A request in the making: neighbours of the same role become one message, as some models want it. */
export class Talk {
  readonly #messages: ChatMessage[] = [];

  others(text: string): void {
    this.#add({ type: 'text', text });
  }

  picture(image: Extract<Content, { type: 'image' }>): void {
    this.#add(image);
  }

  bot(text: string): void {
    const last = this.#messages.at(-1);
    if (last?.role !== 'assistant') this.#messages.push({ role: 'assistant', text, toolCalls: [] });
    else this.#messages[this.#messages.length - 1] = { ...last, text: `${last.text}\n\n${text}` };
  }

  get messages(): readonly ChatMessage[] {
    return this.#messages;
  }

  #add(content: Content): void {
    const last = this.#messages.at(-1);
    if (last?.role !== 'user') {
      this.#messages.push({ role: 'user', content: [content] });
      return;
    }
    const before = last.content.at(-1);
    const joined: readonly Content[] =
      before?.type === 'text' && content.type === 'text'
        ? [...last.content.slice(0, -1), { type: 'text', text: `${before.text}\n\n${content.text}` }]
        : [...last.content, content];
    this.#messages[this.#messages.length - 1] = { role: 'user', content: joined };
  }
}
