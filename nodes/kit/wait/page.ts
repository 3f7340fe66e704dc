import type { FormField } from './form.ts';
import css from './page.css?text';

export interface FormPage {
  readonly title: string;
  readonly description: string;
  readonly button: string;
  readonly fields: readonly FormField[];
  /** What the person has filled in before, by the names of the fields. */
  readonly filled?: Readonly<Record<string, string>>;
  readonly complaints?: readonly string[];
}

/** A page with the form. It posts to its own address, which carries the signature. */
export function formPage({
  title,
  description,
  button,
  fields,
  filled = {},
  complaints = [],
}: FormPage): string {
  const list = complaints.map((one) => `<li>${escaped(one)}</li>`).join('');
  return page(
    title,
    `<p>${escaped(description)}</p>
${list === '' ? '' : `<ul role="alert">${list}</ul>`}
<form method="post" enctype="multipart/form-data">
${fields.map((field) => control(field, filled[field.name] ?? '')).join('\n')}
<button>${escaped(button)}</button>
</form>`,
  );
}

/** A page that only says something. */
export function noticePage(title: string, text: string): string {
  return page(title, `<p>${escaped(text)}</p>`);
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${escaped(title)}</title>
<style>${css}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${content}
</main>
</body>
</html>`;
}

function control({ name, label, type, isRequired, choices }: FormField, value: string): string {
  const shared = `name="${escaped(name)}"${isRequired ? ' required' : ''}`;
  const title = `${escaped(label)}${isRequired ? ' *' : ''}`;
  switch (type) {
    case 'checkbox':
      return `<label class="check"><input type="checkbox" ${shared} value="on"${value === '' ? '' : ' checked'}>${title}</label>`;
    case 'textarea':
      return `<label>${title}<textarea rows="5" ${shared}>\n${escaped(value)}</textarea></label>`;
    case 'dropdown':
      return `<label>${title}<select ${shared}><option value=""></option>${choices
        .map((one) => `<option${one === value ? ' selected' : ''}>${escaped(one)}</option>`)
        .join('')}</select></label>`;
    default:
      return `<label>${title}<input type="${type}"${type === 'number' ? ' step="any"' : ''} ${shared} value="${escaped(value)}"></label>`;
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (one) => ESCAPES[one] ?? one);
}
