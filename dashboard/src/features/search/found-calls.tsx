/** Calls that were found: who, when, and the utterances with the words marked; each leads to its second and can be heard here. */
import { ActionIcon } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useFormat, useMay } from '../../access/session.ts';
import type { FoundCall } from '../../api/shapes.ts';
import { ScoreBadge } from '../../components/score-badge.tsx';
import { useTrendTexts } from '../../i18n/trend-texts.ts';
import { markedPieces } from './found-words.ts';
import classes from './search.module.css';
import { type Snippet, useSnippet } from './use-snippet.ts';

interface FoundCallsProps {
  items: readonly FoundCall[];
  forms: ReadonlySet<string>;
  notSaid: boolean;
}

export function FoundCalls({ items, forms, notSaid }: FoundCallsProps) {
  const { search: texts, trends } = useTrendTexts();
  const format = useFormat();
  const snippet = useSnippet();
  return (
    <>
      {snippet.failed && (
        <p role="alert" className={classes.failed}>
          {texts.soundFailed}
        </p>
      )}
      <ul className={classes.results} aria-label={texts.results}>
        {items.map((call) => (
          <li key={call.id} className={classes.result}>
            <div className={classes.resultHead}>
              <Link to="/calls/$id" params={{ id: call.id }} className={classes.link}>
                {call.operatorName ?? call.operatorId ?? trends.callsPage.unknown} · {call.externalId}
              </Link>
              <span className={classes.muted}>{format.moment(call.startedAt)}</span>
              {call.score !== null && <ScoreBadge score={call.score} fatal={call.fatal} />}
            </div>
            {notSaid && <p className={classes.muted}>{texts.notSaid}</p>}
            <ul className={classes.utterances}>
              {call.said.map((utterance) => (
                <Utterance key={utterance.start} call={call} utterance={utterance} forms={forms} snippet={snippet} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </>
  );
}

interface UtteranceProps {
  call: FoundCall;
  utterance: FoundCall['said'][number];
  forms: ReadonlySet<string>;
  snippet: Snippet;
}

function Utterance({ call, utterance: { speaker, start, end, text }, forms, snippet }: UtteranceProps) {
  const { search: texts } = useTrendTexts();
  const format = useFormat();
  const mayListen = useMay('call.listen');
  const time = format.clock(start);
  const plays = snippet.plays(call.id, start);
  return (
    <li className={classes.utterance}>
      {call.hasRecording && mayListen && (
        <ActionIcon
          variant="light"
          aria-label={plays ? texts.stop : texts.play(time)}
          title={plays ? texts.stop : texts.play(time)}
          onClick={() => (plays ? snippet.stop() : snippet.play(call.id, start, end))}
        >
          {plays ? <IconPlayerStop size={16} aria-hidden /> : <IconPlayerPlay size={16} aria-hidden />}
        </ActionIcon>
      )}
      <Link
        to="/calls/$id"
        params={{ id: call.id }}
        search={{ t: Math.max(0, Math.round(start * 10) / 10) }}
        className={classes.time}
        aria-label={texts.openAt(time)}
      >
        {time}
      </Link>
      <span>
        <span className={classes.muted}>{texts.speakers[speaker]}: </span>
        {markedPieces(text, forms).map((piece) =>
          piece.found ? (
            <mark key={piece.at} className={classes.mark}>
              {piece.text}
            </mark>
          ) : (
            piece.text
          ),
        )}
      </span>
    </li>
  );
}
