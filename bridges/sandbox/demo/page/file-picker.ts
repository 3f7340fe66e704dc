import { element } from './dom.ts';
import { icon } from './icon.ts';

/** A file as it goes to the page's server; bytes as base64. */
export interface PickedFile {
  readonly name: string;
  readonly mimeType: string;
  readonly bytes: string;
}

export interface FilePicker {
  readonly node: HTMLElement;
  /** The files that were picked; none are left picked after it. */
  take(): Promise<PickedFile[]>;
}

/** The paper clip of a composer; it shows how many files are picked. */
export function filePicker(place: string): FilePicker {
  const input = element('input', { type: 'file', multiple: true, 'aria-label': `Files for ${place}` });
  const count = element('span', { class: 'count' });
  const show = () => {
    count.textContent = input.files?.length ? String(input.files.length) : '';
  };
  input.addEventListener('change', show);
  return {
    node: element('label', { class: 'attach', title: 'Attach files' }, input, icon('attach'), count),
    take: async () => {
      const picked = await Promise.all(Array.from(input.files ?? [], read));
      input.value = '';
      show();
      return picked;
    },
  };
}

async function read(file: File): Promise<PickedFile> {
  const address = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      resolve(String(reader.result));
    });
    reader.addEventListener('error', () => {
      reject(reader.error ?? new Error(`${file.name} could not be read`));
    });
    reader.readAsDataURL(file);
  });
  const bytes = address.slice(address.indexOf(',') + 1);
  return { name: file.name, mimeType: file.type || 'application/octet-stream', bytes };
}
