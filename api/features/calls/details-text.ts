/** The answer about a call as text: what was found is written once for all who open the call. */
import { type CallDetails, callDetailsSchema } from './calls.schemas.ts';

const headSchema = callDetailsSchema.omit({ analysis: true });
/** What is said is most of an analysis, and its segments are made for nothing else when they are read: they are written as they are. */
const aboutSchema = callDetailsSchema.shape.analysis.unwrap().omit({ segments: true });

/** By the words, of which every stored analysis has its own; gone with the analysis. */
const texts = new WeakMap<object, string>();

/** JSON that the schema of call details describes. */
export function detailsText({ analysis, ...head }: CallDetails): string {
  const text = JSON.stringify(headSchema.parse(head));
  return `${text.slice(0, -1)},"analysis":${analysis === null ? 'null' : analysisText(analysis)}}`;
}

function analysisText(analysis: NonNullable<CallDetails['analysis']>): string {
  const known = texts.get(analysis.segments);
  if (known !== undefined) return known;
  const about = JSON.stringify(aboutSchema.parse(analysis));
  const text = `${about.slice(0, -1)},"segments":${JSON.stringify(analysis.segments)}}`;
  texts.set(analysis.segments, text);
  return text;
}
