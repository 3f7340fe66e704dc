import type { IDataObject } from 'n8n-workflow';
import type { NodeReading } from '../reading.ts';

/** A field of the form that a person answers with. */
export interface FormField {
  /** Its name in the request; what the person reads is the label. */
  readonly name: string;
  readonly label: string;
  readonly type: 'text' | 'textarea' | 'number' | 'email' | 'date' | 'checkbox' | 'dropdown';
  readonly isRequired: boolean;
  readonly choices: readonly string[];
}

export interface Filled {
  readonly values: IDataObject;
  /** Sentences about fields that are not filled in well; empty when all are. */
  readonly complaints: readonly string[];
}

const TYPES = ['text', 'textarea', 'number', 'email', 'date', 'checkbox', 'dropdown'] as const;
/** Member of the output that tells when the answer came. */
export const ANSWERED = 'respondedAt';
/** So much of one field is taken in, characters. */
const LONGEST = 100_000;
const FREE_TEXT: FormField = {
  name: 'text',
  label: 'Response',
  type: 'textarea',
  isRequired: true,
  choices: [],
};

/** The fields of the form. @throws {NodeOperationError} for a form without fields, or one that nobody can fill in */
export function formFieldsOf(reading: NodeReading): FormField[] {
  if (reading.raw('responseType') === 'freeText') return [FREE_TEXT];
  const rows = reading.raw('formFields.values');
  if (!Array.isArray(rows) || rows.length === 0) return reading.refuse('formFields', 'has no field in it');
  const fields = rows.map((row: unknown, index) => fieldOf(reading, row, index));
  const labels = new Set<string>();
  for (const { label } of fields) {
    if (label === ANSWERED)
      return reading.refuse('formFields', `has a field “${label}”, which the output has`);
    if (labels.has(label)) return reading.refuse('formFields', `has two fields “${label}”`);
    labels.add(label);
  }
  return fields;
}

function fieldOf(reading: NodeReading, row: unknown, index: number): FormField {
  const given: Record<string, unknown> = typeof row === 'object' && row !== null ? { ...row } : {};
  const label = String(given.fieldLabel ?? '').trim();
  if (label === '') return reading.refuse('formFields', `has no name for field ${String(index + 1)}`);
  const type = TYPES.find((one) => one === given.fieldType) ?? 'text';
  const choices = String(given.fieldOptions ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (type === 'dropdown' && choices.length === 0) {
    return reading.refuse('formFields', `has nothing to choose from for “${label}”`);
  }
  return { name: `field-${String(index)}`, label, type, isRequired: given.requiredField === true, choices };
}

/** The fields of a request: of those that came several times the first, and only those that a form sends. */
export function textsOf(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null) return {};
  const given = Object.entries(body).map(([name, value]: [string, unknown]) => {
    const first: unknown = Array.isArray(value) ? value[0] : value;
    return [name, typeof first === 'string' || typeof first === 'number' ? String(first) : ''] as const;
  });
  return Object.fromEntries(given.map(([name, text]) => [name, text.slice(0, LONGEST)]));
}

/** Whatever the page checks is checked again: anybody with the address can send anything. */
export function fill(fields: readonly FormField[], body: Readonly<Record<string, string>>): Filled {
  const values: IDataObject = {};
  const complaints: string[] = [];
  for (const field of fields) {
    const text = body[field.name] ?? '';
    const complaint = complaintOf(field, text);
    if (complaint !== undefined) complaints.push(`“${field.label}” ${complaint}.`);
    values[field.name === FREE_TEXT.name ? 'text' : field.label] = valueOf(field, text);
  }
  return { values, complaints };
}

function complaintOf({ type, isRequired, choices }: FormField, text: string): string | undefined {
  if (text.trim() === '') return isRequired ? 'has to be filled in' : undefined;
  if (type === 'number' && Number.isNaN(Number(text))) return 'must be a number';
  if (type === 'email' && !/^[^\s@]+@[^\s@]+$/.test(text)) return 'must be an e-mail address';
  if (type === 'date' && Number.isNaN(Date.parse(text))) return 'must be a date';
  if (type === 'dropdown' && !choices.includes(text)) return 'must be one of the choices';
  return undefined;
}

function valueOf({ type }: FormField, text: string): string | number | boolean | null {
  if (type === 'checkbox') return text !== '';
  if (type === 'number') return text.trim() === '' ? null : Number(text);
  return text;
}
