import type { ChatApiConnection } from '../../../../src/platforms/chat-api/index.ts';
import type { Operation } from '../../../kit/index.ts';
import { optionsOf, person } from '../../fields.ts';
import { personOf } from '../../reading.ts';
import { sendOne } from '../../sending.ts';
import { componentsOf } from '../../templates.ts';

export const sendTemplate: Operation<ChatApiConnection> = {
  value: 'sendTemplate',
  name: 'Send Template',
  action: 'Send a template',
  description:
    'Send a message that WhatsApp has approved, also when the person has not written for a day; only 1msg.io has them',
  fields: [
    person,
    {
      displayName: 'Template',
      name: 'template',
      type: 'string',
      default: '',
      required: true,
      placeholder: 'e.g. appointment_reminder',
      description: 'Name of the template, as Template: Get Many gives it',
    },
    {
      displayName: 'Language',
      name: 'language',
      type: 'string',
      default: 'en',
      required: true,
      placeholder: 'e.g. pt_BR',
      description: 'Language of the template, as Template: Get Many gives it',
    },
    {
      displayName: 'Body Parameters',
      name: 'parameters',
      type: 'string',
      typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Parameter' },
      default: [],
      placeholder: 'e.g. Ilya',
      description: 'What stands in place of {{1}}, {{2}} and so on of the text, in this order',
    },
    optionsOf(
      {
        displayName: 'Components',
        name: 'components',
        type: 'json',
        default: '[]',
        description: "Parameters of the header and the buttons, a list as WhatsApp's Cloud API takes it",
      },
      { displayName: 'Namespace', name: 'namespace', type: 'string', default: '' },
    ),
  ],
  async run(call) {
    const to = personOf(call);
    const namespace = call.optionalId('options.namespace');
    const template = {
      template: call.id('template'),
      language: call.id('language'),
      params: componentsOf(call),
      ...(namespace === undefined ? {} : { namespace }),
    };
    return sendOne(call, to, call.connection.client.sendTemplate(to, template));
  },
};
