const URL_CHARACTERS = String.raw`[\w\u0080-\uffff#%~/@[\]*(+=&$-]`;
const WEB = new RegExp(
  String.raw`([\s(<.,;:!?])(\w{1,20}:\/\/(?=\S{1,2000}\s)${URL_CHARACTERS}*(?:['.,;:!?)]${URL_CHARACTERS}+)*)(\)?)`,
  'g',
);
const HOST_ONLY = /([\s>])((?:www|ftp)\.[\w\u0080-\uffff#$%&~/.\-;:=,?@[\]+]+)/g;
const MAIL = /([\s>])([.0-9a-z_+-]+@(?:[0-9a-z-]+\.)+[0-9a-z]{2,})/gi;

/** Addresses in the text become links; those inside of links and tags stay. */
export function links(html: string): string {
  let inLink = 0;
  return html
    .split(/(<[^>]*>)/)
    .map((piece, index) => {
      if (index % 2 === 1) {
        if (/^<a[\s>]/.test(piece)) inLink += 1;
        else if (piece.startsWith('</a')) inLink -= 1;
        return piece;
      }
      return inLink > 0 ? piece : linked(piece);
    })
    .join('');
}

function linked(text: string): string {
  return ` ${text} `
    .replaceAll(
      WEB,
      (_whole, before: string, url: string, close: string) => before + anchor(url, url) + close,
    )
    .replaceAll(HOST_ONLY, (_whole, before: string, host: string) => {
      const [, address = host, trail = ''] = /^(.*?)([.,;:)]?)$/.exec(host) ?? [];
      return `${before}${anchor(`http://${address}`, `http://${address}`)}${trail}`;
    })
    .replaceAll(
      MAIL,
      (_whole, before: string, mail: string) => `${before}<a href="mailto:${mail}">${mail}</a>`,
    )
    .slice(1, -1);
}

function anchor(address: string, text: string): string {
  return `<a href="${escaped(address)}" rel="nofollow">${escaped(text)}</a>`;
}

function escaped(address: string): string {
  return address
    .replaceAll('&amp;', '&')
    .replaceAll('&#038;', '&')
    .replaceAll('&', '&#038;')
    .replaceAll("'", '&#039;');
}
