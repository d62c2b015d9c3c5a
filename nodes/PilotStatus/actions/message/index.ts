import type { Resource } from '../../operation';
import { cancel } from './cancel.operation';
import { get } from './get.operation';
import { getReport } from './getReport.operation';
import { getAll } from './getAll.operation';
import { sendAndWait } from './sendAndWait.operation';
import { sendCarousel } from './sendCarousel.operation';
import { sendFlow } from './sendFlow.operation';
import { sendList } from './sendList.operation';
import { sendMedia } from './sendMedia.operation';
import { sendTemplate } from './sendTemplate.operation';
import { sendText } from './sendText.operation';

/** The first operation is the one that a new node starts with. */
export const message: Resource = {
	value: 'message',
	name: 'Message',
	operations: [
		sendText,
		cancel,
		get,
		getAll,
		getReport,
		sendAndWait,
		sendCarousel,
		sendFlow,
		sendList,
		sendMedia,
		sendTemplate,
	],
};
