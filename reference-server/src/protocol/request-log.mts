/** One request under /v1, in order of arrival. */
export interface LogEntry {
	/** 1-based. */
	n: number;
	/** Time of arrival, milliseconds since the epoch. */
	at: number;
	method: string;
	/** As on the wire, still percent-encoded, without `/v1` and without the query. */
	path: string;
	/** The endpoint that took it, such as `POST /groups/:groupId/participants`; `(none)` for unknown paths. */
	route: string;
	query: Record<string, string | string[]>;
	/** Names in lower case. */
	headers: Record<string, string | string[] | undefined>;
	/** Empty when there was none. */
	rawBody: string;
	/** The body read as JSON; undefined when there was none or it was broken. */
	body: unknown;
	/** Id of the key that was recognised. */
	keyId?: string;
	/** Status of the answer; undefined while there is none, and for dropped connections. */
	status?: number;
}

/** Reads a query string into plain values; repeated names become lists. */
export function readQuery(search: URLSearchParams): LogEntry['query'] {
	const query: LogEntry['query'] = {};
	for (const name of new Set(search.keys())) {
		const values = search.getAll(name);
		query[name] = values.length === 1 ? values[0]! : values;
	}
	return query;
}
