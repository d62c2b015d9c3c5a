import type { IBinaryKeyData, IDataObject, INodeProperties } from 'n8n-workflow';

import type { LaneJob } from './lanes';
import type { Send } from '../shared/requests/request';
import type { Failure } from '../shared/words/failure';
import type { Parameters } from './parameters';

/** One item's work, with everything checked that can be checked without a request. */
export interface Job extends LaneJob {
	/** What its effect belongs to, where that is more than the lane: edited to another, it is another effect. */
	target?: string;
	/** What an earlier run of the node has left of it: its output or its doubt, told even when nothing further leaves. */
	recalled?: IDataObject[] | Failure;
	/** The items that its output belongs to, where that is not this one alone. */
	pairs?: number[];
	/** Files of its one output item, once it has run. */
	binary?: IBinaryKeyData;
	/**
	 * Checks what only the API can tell, with reads, after all items are prepared and before anything is sent.
	 * It rejects with a Failure when the item cannot be carried out.
	 */
	check?(send: Send): Promise<void>;
	/** Carries the item out, and gives its output; rejects with a Failure. */
	run(send: Send): Promise<IDataObject[]>;
}

/** One operation: how the editor shows it, and what it does. One file each. */
export interface Operation {
	/** `operation` in saved workflows. */
	value: string;
	/** Title Case, in the list of operations. */
	name: string;
	/** Sentence case with the resource and without articles, in the panel of nodes. */
	action: string;
	description: string;
	/** What n8n's AI builder should know before it picks the operation. */
	builderHint?: string;
	/** The operation's own fields; where they are shown is added for it. */
	fields: INodeProperties[];
	/** Whether it changes something, so that a failure must say what was done before. */
	writes: boolean;
	/** Whether it waits for people, which a tool of an AI agent cannot. */
	isWaiting?: boolean;
	/** One run serves the first item only. */
	firstItemOnly?: boolean;
	/** `lane` or `target` of an item's job, for what must not be done twice; reads no more than it needs. */
	target?(parameters: Parameters): string;
	/**
	 * Reads and judges the parameters of one item, without any request.
	 * @throws Failure naming the value that cannot be used
	 */
	prepare(parameters: Parameters): Job | Promise<Job>;
}

/** A resource and its operations. */
export interface Resource {
	value: string;
	name: string;
	operations: Operation[];
}
