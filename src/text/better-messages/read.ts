import type { Root } from '../tree.ts';
import { readWordpress } from '../wordpress/read.ts';

/** A mention as it is stored: the plugin keeps the tag that its own page sends, but escaped like all the rest. */
const mention =
  /&lt;span class=&quot;bm-mention&quot; data-user-id=&quot;(-?\d+)&quot;&gt;([\s\S]*?)&lt;\/span&gt;/g;

/**
 * Reads text as Better Messages stores it: HTML of few tags, with everything else escaped once and line feeds for line
 * breaks. Comments, which are the plugin's own marks, say nothing here.
 */
export function readBetterMessages(source: string): Root {
  return readWordpress(
    source.includes('bm-mention')
      ? source.replace(mention, '<span class="bm-mention" data-user-id="$1">$2</span>')
      : source,
  );
}
