/** A chat id (`17472822486@c.us`, `...@g.us`) or a phone number; exactly one of the two parameters may be sent. */
export function destination(conversation: string): { chatId: string } | { phone: string } {
  return conversation.includes('@') ? { chatId: conversation } : { phone: digitsOf(conversation) };
}

/** `+1 (747) 282-2486` and `17472822486@c.us` both as `17472822486`. */
export function digitsOf(phone: string): string {
  return (phone.split('@')[0] ?? phone).replaceAll(/\D/g, '');
}

/** A call's words for where it goes. */
export function spokenChat(conversation: string): string {
  return `chat ${conversation}`;
}

/** The chat that a conversation id or phone number means, as messages and the queue name it. */
export function chatIdFor(conversation: string): string {
  return conversation.includes('@') ? conversation : `${digitsOf(conversation)}@c.us`;
}
