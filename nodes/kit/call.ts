import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Connection, Root } from '../../src/index.ts';
import type { Core } from './core.ts';
import { NodeReading } from './reading.ts';
import type { Connected } from './system.ts';

/** One operation carried out for one item: the account, and the parameters as this item has them. */
export class Call<C extends Connection = Connection> extends NodeReading {
  readonly functions: IExecuteFunctions;
  readonly core: Core;
  readonly connection: C;
  /** Ids of the messages that this run has sent so far: none of them is what a lost answer was about. */
  readonly sent: Set<string>;

  constructor(
    functions: IExecuteFunctions,
    index: number,
    fields: readonly INodeProperties[],
    { core, connection }: Connected<C>,
    sent = new Set<string>(),
  ) {
    super({
      node: functions.getNode(),
      index,
      fields,
      // Without a fallback n8n throws where the operation has no such field, and so it does when it is to take the
      // value out of a field that is not shown.
      value: (name) => {
        const isLocator = fields.some((field) => field.name === name && field.type === 'resourceLocator');
        return functions.getNodeParameter(name, index, null, isLocator ? { extractValue: true } : {});
      },
      zone: () => functions.getTimezone(),
    });
    this.functions = functions;
    this.core = core;
    this.connection = connection;
    this.sent = sent;
  }

  /** A text field as a tree: as Markdown, or literally, by the parameter `format` where the operation has it. */
  rich(name: string): Root {
    const text = this.text(name);
    return this.optional('format') === 'plain' ? this.core.textTree(text) : this.core.markdown.parse(text);
  }

  /** Ends this item with a sentence, and what to do. */
  fail(message: string, description: string): never {
    throw new NodeOperationError(this.functions.getNode(), message, { itemIndex: this.index, description });
  }
}
