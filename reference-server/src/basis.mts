/** How well something that the server does is known, by the marks of the contract. */
export type Mark =
	/** The vendor's pages say so. */
	| 'documented'
	/** The vendor's Python SDK, version 1.15.0, says so; it is newer than the pages. */
	| 'sdk'
	/** Public code was changed because of what the real API did. */
	| 'seen'
	/** Nobody says: our own choice. */
	| 'chosen';

/** A mark, and where it comes from: a page, a part of the SDK, or the reason of a choice. */
export interface Basis {
	mark: Mark;
	source: string;
}
