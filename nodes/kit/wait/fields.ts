import type { INodeProperties } from 'n8n-workflow';

/** The names are those of n8n's own nodes: n8n builds its "human review" tools out of them. */
const approvalOptions: INodeProperties = {
  displayName: 'Approval Options',
  name: 'approvalOptions',
  type: 'fixedCollection',
  placeholder: 'Add option',
  default: {},
  displayOptions: { show: { responseType: ['approval'] } },
  options: [
    {
      displayName: 'Values',
      name: 'values',
      values: [
        {
          displayName: 'Type of Approval',
          name: 'approvalType',
          type: 'options',
          options: [
            { name: 'Approve Only', value: 'single' },
            { name: 'Approve and Disapprove', value: 'double' },
          ],
          default: 'double',
        },
        { displayName: 'Approve Label', name: 'approveLabel', type: 'string', default: 'Approve' },
        {
          displayName: 'Disapprove Label',
          name: 'disapproveLabel',
          type: 'string',
          default: 'Decline',
          displayOptions: { show: { approvalType: ['double'] } },
        },
      ],
    },
  ],
};

const formFields: INodeProperties = {
  displayName: 'Form Fields',
  name: 'formFields',
  type: 'fixedCollection',
  typeOptions: { multipleValues: true, sortable: true },
  placeholder: 'Add Form Field',
  default: { values: [{ fieldLabel: '', fieldType: 'text' }] },
  displayOptions: { show: { responseType: ['customForm'] } },
  options: [
    {
      displayName: 'Values',
      name: 'values',
      values: [
        {
          displayName: 'Field Name',
          name: 'fieldLabel',
          type: 'string',
          default: '',
          placeholder: 'e.g. Reason',
          description: 'Stands above the field, and names it in the output',
          required: true,
        },
        {
          displayName: 'Field Type',
          name: 'fieldType',
          type: 'options',
          options: [
            { name: 'Checkbox', value: 'checkbox' },
            { name: 'Date', value: 'date' },
            { name: 'Dropdown', value: 'dropdown' },
            { name: 'Email', value: 'email' },
            { name: 'Number', value: 'number' },
            { name: 'Text', value: 'text' },
            { name: 'Textarea', value: 'textarea' },
          ],
          default: 'text',
        },
        {
          displayName: 'Field Options',
          name: 'fieldOptions',
          type: 'string',
          default: '',
          placeholder: 'e.g. Refund, Replace, Ask again',
          description: 'What can be chosen, separated by commas',
          displayOptions: { show: { fieldType: ['dropdown'] } },
        },
        {
          displayName: 'Required Field',
          name: 'requiredField',
          type: 'boolean',
          default: false,
          description: 'Whether the form can only be sent with this field filled in',
        },
      ],
    },
  ],
};

const limitWaitTime: INodeProperties = {
  displayName: 'Limit Wait Time',
  name: 'limitWaitTime',
  type: 'fixedCollection',
  default: { values: { limitType: 'afterTimeInterval', resumeAmount: 45, resumeUnit: 'minutes' } },
  description: 'When the workflow goes on without an answer',
  options: [
    {
      displayName: 'Values',
      name: 'values',
      values: [
        {
          displayName: 'Limit Type',
          name: 'limitType',
          type: 'options',
          options: [
            { name: 'After Time Interval', value: 'afterTimeInterval' },
            { name: 'At Specified Time', value: 'atSpecifiedTime' },
          ],
          default: 'afterTimeInterval',
        },
        {
          displayName: 'Amount',
          name: 'resumeAmount',
          type: 'number',
          typeOptions: { minValue: 0, numberPrecision: 2 },
          default: 45,
          displayOptions: { show: { limitType: ['afterTimeInterval'] } },
        },
        {
          displayName: 'Unit',
          name: 'resumeUnit',
          type: 'options',
          options: [
            { name: 'Minutes', value: 'minutes' },
            { name: 'Hours', value: 'hours' },
            { name: 'Days', value: 'days' },
          ],
          default: 'minutes',
          displayOptions: { show: { limitType: ['afterTimeInterval'] } },
        },
        {
          displayName: 'Max Date and Time',
          name: 'maxDateAndTime',
          type: 'dateTime',
          default: '',
          displayOptions: { show: { limitType: ['atSpecifiedTime'] } },
        },
      ],
    },
  ],
};

const pageOptions: readonly INodeProperties[] = [
  {
    displayName: 'Message Link Label',
    name: 'messageButtonLabel',
    type: 'string',
    default: 'Respond',
    description: 'Stands in the message before the address of the form',
  },
  {
    displayName: 'Response Form Button Label',
    name: 'responseFormButtonLabel',
    type: 'string',
    default: 'Submit',
  },
  {
    displayName: 'Response Form Description',
    name: 'responseFormDescription',
    type: 'string',
    default: '',
    description: 'Stands above the form; the message when it is empty',
  },
  { displayName: 'Response Form Title', name: 'responseFormTitle', type: 'string', default: '' },
];

function options(shownFor: string[], more: readonly INodeProperties[]): INodeProperties {
  return {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add option',
    default: {},
    displayOptions: { show: { responseType: shownFor } },
    options: [limitWaitTime, ...more],
  };
}

/** The parameters of Send and Wait, after the one that says where to send. */
export const waitFields: readonly INodeProperties[] = [
  {
    displayName: 'Message',
    name: 'message',
    type: 'string',
    typeOptions: { rows: 4 },
    default: '',
    required: true,
    description: 'What to ask, as Markdown. The links to answer with stand below it.',
  },
  {
    displayName: 'Response Type',
    name: 'responseType',
    type: 'options',
    options: [
      { name: 'Approval', value: 'approval', description: 'A link to approve, and one to disapprove' },
      { name: 'Custom Form', value: 'customForm', description: 'A link to a form with fields of your own' },
      { name: 'Free Text', value: 'freeText', description: 'A link to a form with one field for text' },
    ],
    default: 'approval',
  },
  approvalOptions,
  formFields,
  options(['approval'], []),
  options(['freeText', 'customForm'], pageOptions),
];
