/** How a site's REST API is reached: by pretty permalinks or by the query argument that always works. */
export type RouteStyle = 'wp-json' | 'rest_route';

/** A WordPress site as its address was typed: with or without path, slash, `/wp-json` or `?rest_route=`. */
export interface Site {
  /** Without slash at the end. */
  readonly root: string;
  /** Where the address itself tells. */
  readonly style?: RouteStyle;
}

export function parseSite(address: string): Site {
  const url = new URL(address);
  const path = url.pathname.replace(/(?:\/index\.php)?\/*$/, '');
  if (url.searchParams.has('rest_route')) return { root: url.origin + path, style: 'rest_route' };
  const at = path.search(/\/wp-json(\/|$)/);
  return at === -1 ? { root: url.origin + path } : { root: url.origin + path.slice(0, at), style: 'wp-json' };
}

/** Values of a query; `undefined` ones are left away, arrays become `name[]=…`. */
export type Query = Readonly<
  Record<string, string | number | boolean | readonly (string | number)[] | undefined>
>;

/** Address of a route such as `/buddypress/v2/messages`. */
export function routeUrl(site: Site, style: RouteStyle, route: string, query: Query = {}): string {
  const params = new URLSearchParams();
  if (style === 'rest_route') params.set('rest_route', route);
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value)) for (const item of value) params.append(`${name}[]`, String(item));
    else if (value !== undefined) params.set(name, String(value));
  }
  const search = params.toString();
  const path = style === 'rest_route' ? `${site.root}/` : `${site.root}/wp-json${route}`;
  return search === '' ? path : `${path}?${search}`;
}
