import type { Site } from '../site.ts';
import type { RestRequest as AnyRequest } from '../../wordpress/request.ts';
import type { Handler as AnyHandler, Route as AnyRoute } from '../../wordpress/route.ts';
import type { Caller } from './sign-in.ts';

/** WordPress's words for a BuddyPress site. */
export type RestRequest = AnyRequest<Caller>;
export type Handler = AnyHandler<Site, Caller>;
export type Route = AnyRoute<Site, Caller>;
export type { RestAnswer } from '../../wordpress/route.ts';
