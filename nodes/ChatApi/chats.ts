import type { WireChat } from '../../src/platforms/chat-api/index.ts';
import { conversationJson } from '../kit/index.ts';
import type { ChatApiCall } from './reading.ts';

/** A chat with what only this service tells of one. */
export function chatOutput(call: ChatApiCall, wire: WireChat, isSimple: boolean): object {
  if (!isSimple) return wire;
  const { image, metadata } = wire;
  return {
    ...conversationJson(call.core.chatApi.toConversation(wire)),
    ...(image ? { imageUrl: image } : {}),
    ...(metadata?.participants ? { participants: metadata.participants } : {}),
    ...(metadata?.groupInviteLink ? { inviteLink: metadata.groupInviteLink } : {}),
  };
}
