import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { NodeReading } from '../reading.ts';
import { ANSWERED, fill, formFieldsOf, textsOf } from './form.ts';
import type { FormPage } from './page.ts';
import { formPage, noticePage } from './page.ts';
import { isRobot } from './robots.ts';

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};
const THANKS = noticePage('Thank you', 'Your answer was taken in. This page can be closed now.');

/**
 * Takes in the answer that an execution waits for. Programs that only preview links change nothing; a form is shown
 * first, and checked when it comes back. n8n has checked the signature of the address, and refuses a second answer.
 */
export async function takeAnswer(functions: IWebhookFunctions): Promise<IWebhookResponseData> {
  const { method, headers, query } = functions.getRequestObject();
  const reading = readingOf(functions);
  if (reading.raw('responseType') === 'approval') {
    if (isRobot(headers)) return show(functions, 200, noticePage('Approval', 'Open this page in a browser.'));
    return goOn(functions, { approved: query.approved === 'true' });
  }
  const form = formOf(reading);
  if (method !== 'POST') return show(functions, 200, formPage(form));
  const filled = textsOf(bodyOf(functions));
  const { values, complaints } = fill(form.fields, filled);
  if (complaints.length > 0) return show(functions, 400, formPage({ ...form, filled, complaints }));
  return goOn(functions, values);
}

function goOn(functions: IWebhookFunctions, answer: IDataObject): IWebhookResponseData {
  respond(functions, 200, THANKS);
  // Last, so that no field of the form can stand in its place.
  const data = { ...answer, [ANSWERED]: new Date().toISOString() };
  return { noWebhookResponse: true, workflowData: [[{ json: { data } }]] };
}

function show(functions: IWebhookFunctions, status: number, html: string): IWebhookResponseData {
  respond(functions, status, html);
  return { noWebhookResponse: true };
}

function respond(functions: IWebhookFunctions, status: number, html: string): void {
  functions.getResponseObject().writeHead(status, HEADERS).end(html);
}

/** n8n puts the fields of a form under `data`. Anything else that is sent is looked at as it is. */
function bodyOf(functions: IWebhookFunctions): unknown {
  const body: unknown = functions.getBodyData();
  return typeof body === 'object' && body !== null && 'data' in body ? body.data : body;
}

function formOf(reading: NodeReading): FormPage {
  return {
    title: reading.optional('options.responseFormTitle') ?? 'Please answer',
    description: reading.optional('options.responseFormDescription') ?? reading.optional('message') ?? '',
    button: reading.optional('options.responseFormButtonLabel') ?? 'Submit',
    fields: formFieldsOf(reading),
  };
}

function readingOf(functions: IWebhookFunctions): NodeReading {
  return new NodeReading({
    node: functions.getNode(),
    index: 0,
    fields: [],
    value: (name) => functions.getNodeParameter(name, null),
  });
}
