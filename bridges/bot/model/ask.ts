import type { ModelConfig } from '../../config/bot-model.ts';
import type { ModelAnswer, ModelRequest, Usage } from '../contract.ts';
import { readCompletion, readCompletionStream } from './chat-answer.ts';
import { chatRequest } from './chat-request.ts';
import { bodyOf } from './body.ts';
import type { Client } from './client.ts';
import type { Deadline } from './deadline.ts';
import type { Dialect } from './dialect.ts';
import { readResponse, readResponseStream } from './responses-answer.ts';
import { responsesRequest } from './responses-request.ts';
import type { Said } from './said.ts';
import { toAnswer } from './said.ts';
import { withoutThinking } from './thinking.ts';

/** Asks one model once, by either API, streamed when somebody wants to see the text. */
export async function askOnce(
  config: Pick<ModelConfig, 'api' | 'temperature'>,
  { api }: Client,
  request: ModelRequest,
  how: {
    readonly name: string;
    readonly dialect: Dialect;
    readonly deadline: Deadline;
    readonly onText: ((text: string) => void) | undefined;
  },
): Promise<Omit<ModelAnswer, 'usage'> & { usage: Usage | undefined }> {
  const { name, dialect, deadline } = how;
  const options = { signal: deadline.signal };
  const onText = how.onText && clearText(how.onText);
  const ask = async (): Promise<Said> => {
    if (config.api === 'responses') {
      const body = responsesRequest(request, name, dialect, config.temperature);
      if (!onText) return readResponse(await bodyOf(api.responses.create(body, options)));
      const stream = await api.responses.create({ ...body, stream: true }, options);
      return readResponseStream(stream, deadline, onText);
    }
    const body = chatRequest(request, name, dialect, config.temperature);
    if (!onText) return readCompletion(await bodyOf(api.chat.completions.create(body, options)));
    const usage = dialect.without.has('stream_options') ? {} : { stream_options: { include_usage: true } };
    const stream = await api.chat.completions.create({ ...body, stream: true, ...usage }, options);
    return readCompletionStream(stream, deadline, onText);
  };
  return toAnswer(await ask(), name);
}

/** Only text that is meant for people, and only when there is more of it. */
function clearText(onText: (text: string) => void): (text: string) => void {
  let shown = '';
  return (text) => {
    const clear = withoutThinking(text);
    if (clear === shown) return;
    shown = clear;
    onText(clear);
  };
}
