import type { Clock } from '../whatsapp/clock.mts';

/** A fault on demand. Every field but `route` is optional and they combine. */
export interface Fault {
	/** Such as `POST /messages/send`; `*` for every route. */
	route: string;
	/** 1-based count of calls to that route since the fault was set; default every call. */
	nth?: number | number[];
	/** Only calls to that route beyond so many within a second, as a rate limit refuses them. */
	perSecond?: number;
	/** Answer with this status (200 when only `body` is given) and without any effect. */
	status?: number;
	/** Added to the answer, the true one or the fault's. */
	headers?: Record<string, string>;
	/** A string is sent raw (as HTML when it starts with `<`), anything else as JSON; default empty. */
	body?: unknown;
	/** Wait this long before handling, in milliseconds of the server's clock; with `after`, before answering. */
	delayMs?: number;
	/** Drop the connection before or after the effect took place. */
	reset?: 'before' | 'after';
	/** The true answer cut in the middle; Content-Length announces the cut length. */
	truncate?: boolean;
	/** The effect happens first, then come the delay and the answer that replaces the true one. */
	after?: boolean;
}

/** The faults that are set, and the delays that are running. */
export interface FaultBox {
	/**
	 * Adds a fault; the function it gives takes it away again. Throws an Error when the route does not
	 * exist or the fault does nothing.
	 */
	add(fault: Fault): () => void;
	/** Counts a call and gives what applies to it; of several faults the later one's fields win. */
	match(route: string): Fault | undefined;
	/** Waits; rejects when the faults are cleared meanwhile. */
	wait(delayMs: number): Promise<void>;
	/** Forgets all faults and ends running delays. */
	clear(): void;
}

/** Whether a fault brings an answer of its own. */
export function hasAnswer(fault: Fault): boolean {
	return fault.status !== undefined || fault.body !== undefined;
}

/** The bytes of a fault's own answer and their content type (undefined for an empty body). */
export function faultPayload(fault: Fault): { payload: Buffer; contentType?: string } {
	if (fault.body === undefined) return { payload: Buffer.alloc(0) };
	const raw = typeof fault.body === 'string';
	const text = raw ? String(fault.body) : JSON.stringify(fault.body);
	const html = raw && text.trimStart().startsWith('<');
	return {
		payload: Buffer.from(text),
		contentType: `${html ? 'text/html' : 'application/json'}; charset=utf-8`,
	};
}

const KINDS = ['status', 'headers', 'body', 'delayMs', 'reset', 'truncate'] as const;

interface SetFault {
	fault: Fault;
	calls: number;
	/** When calls were let through, of the last second, in milliseconds since the epoch. */
	passed: number[];
}

/** Whether a fault with a limit lets this call through, which then counts. */
function withinLimit(entry: SetFault): boolean {
	const { perSecond } = entry.fault;
	if (perSecond === undefined) return false;
	const now = Date.now();
	entry.passed = entry.passed.filter((time) => time > now - 1000);
	if (entry.passed.length >= perSecond) return false;
	entry.passed.push(now);
	return true;
}

/** Makes an empty box. `routes` is asked for the known routes, for a misspelt one would never fire. */
export function createFaultBox(routes: () => readonly string[], clock: Clock): FaultBox {
	let faults: SetFault[] = [];
	const waiting = new Set<(reason: Error) => void>();
	return {
		add(fault) {
			if (fault.route !== '*' && !routes().includes(fault.route)) {
				throw new Error(`there is no route ${fault.route}; known are ${routes().join(', ')}`);
			}
			if (!KINDS.some((kind) => fault[kind] !== undefined)) {
				throw new Error(`a fault needs one of ${KINDS.join(', ')}`);
			}
			if (fault.after && !hasAnswer(fault) && fault.delayMs === undefined) {
				throw new Error('after needs status, body or delayMs');
			}
			const entry: SetFault = { fault: { ...fault }, calls: 0, passed: [] };
			faults.push(entry);
			return () => {
				faults = faults.filter((one) => one !== entry);
			};
		},
		match(route) {
			let hit: Fault | undefined;
			for (const entry of faults) {
				if (entry.fault.route !== '*' && entry.fault.route !== route) continue;
				entry.calls += 1;
				const { nth } = entry.fault;
				const counted = nth === undefined || [nth].flat().includes(entry.calls);
				if (counted && !withinLimit(entry)) hit = { ...hit, ...entry.fault };
			}
			return hit;
		},
		async wait(delayMs) {
			await new Promise<void>((resolve, reject) => {
				waiting.add(reject);
				clock.after(delayMs, () => {
					waiting.delete(reject);
					resolve();
				});
			});
		},
		clear() {
			faults = [];
			for (const reject of waiting) reject(new Error('the faults were cleared'));
			waiting.clear();
		},
	};
}
