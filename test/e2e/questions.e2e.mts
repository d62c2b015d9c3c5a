/** Send and Wait that people answer in the chat, in a whole n8n. */
import { useN8n } from './n8n.mts';
import { testQuestions } from './questions.mts';

const n8n = useN8n();

testQuestions(n8n, () => n8n.url());
