import type { Resource } from '../operation';
import { analytics } from './analytics';
import { conversation } from './conversation';
import { group } from './group';
import { media } from './media';
import { message } from './message';
import { newsletter } from './newsletter';
import { number } from './number';
import { template } from './template';

/** Everything that the node can do. */
export const resources: Resource[] = [
	analytics,
	conversation,
	group,
	media,
	message,
	newsletter,
	number,
	template,
];
