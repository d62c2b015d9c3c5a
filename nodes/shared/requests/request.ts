import type { IDataObject, IHttpRequestMethods } from 'n8n-workflow';

import type { RequestContext } from '../words/errors';

/** One call to the API: `path` starts after the version, e.g. `/groups`. */
export interface ApiRequest extends RequestContext {
	method: IHttpRequestMethods;
	path: string;
	qs?: IDataObject;
	/** JSON, as an object or written already. */
	body?: IDataObject | Buffer;
	/** A message: the delay between sends counts for it, and it carries an `Idempotency-Key`. */
	isSend?: boolean;
	/** A message that the API keeps until its time: no delay counts for its request, and only its time may differ from an earlier one under its key. */
	isPlanned?: boolean;
	/** Under which the API carries a message out once (section 1 of its documentation): it may be sent again. */
	key?: string;
	/** How long it may still be sent again under that key, in ms. */
	keyLife?: number;
	/** Never to be carried out twice for one item, also when n8n runs the node again. */
	isOnce?: boolean;
	/** Whether the response holds a file as base64, which then comes decoded; see `readFile`. */
	isFile?: boolean;
	/** Status by which a repetition is told that an earlier try has done it: success, without a response. */
	doneStatus?: number;
	/** Called when the request is sent again although the first one may have been carried out. */
	onRepeat?: () => void;
}

/**
 * Sends one request and resolves to the response's JSON, or to undefined for an empty one. What the API gives back
 * for an earlier request under the same key has `replayed: true`.
 * It rejects with a Failure for everything else.
 */
export type Send = (request: ApiRequest) => Promise<unknown>;
