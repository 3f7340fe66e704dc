/** Messages that WhatsApp has approved beforehand, as 1msg.io lists them: in the shape of the Cloud API. */
export const TEMPLATES = [
  {
    name: 'appointment_reminder',
    language: 'en',
    namespace: 'sandbox_namespace',
    category: 'UTILITY',
    status: 'approved',
    components: [{ type: 'BODY', text: 'Hello {{1}}, see you on {{2}}.' }],
  },
  {
    name: 'hello_world',
    language: 'en_US',
    namespace: 'sandbox_namespace',
    category: 'UTILITY',
    status: 'approved',
    components: [{ type: 'BODY', text: 'Welcome!' }],
  },
] as const;

/** The text of a template with its parameters; undefined when there is no such template, or not so many parameters. */
export function filledTemplate(name: string, language: string, params: unknown): string | undefined {
  const template = TEMPLATES.find((one) => one.name === name && one.language === language);
  if (!template) return undefined;
  const given = textsOf(params);
  const [{ text }] = template.components;
  const places = text.match(/\{\{\d+\}\}/g) ?? [];
  if (places.length !== given.length) return undefined;
  return places.reduce((filled, place, index) => filled.replace(place, given[index] ?? ''), text);
}

function textsOf(params: unknown): string[] {
  const components: unknown[] = Array.isArray(params) ? params : [];
  const body = components.filter(isRecord).find(({ type }) => type === 'body');
  const parameters: unknown[] = Array.isArray(body?.parameters) ? body.parameters : [];
  return parameters.filter(isRecord).map(({ text }) => String(text));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
