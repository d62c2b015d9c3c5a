import type { Resource } from '../operation';
import { analytics } from './analytics';
import { call } from './call';
import { conversation } from './conversation';
import { group } from './group';
import { lead } from './lead';
import { media } from './media';
import { message } from './message';
import { newsletter } from './newsletter';
import { number } from './number';
import { referral } from './referral';
import { template } from './template';

/** Everything that the node can do. */
export const resources: Resource[] = [
	analytics,
	call,
	conversation,
	group,
	lead,
	media,
	message,
	newsletter,
	number,
	referral,
	template,
];
