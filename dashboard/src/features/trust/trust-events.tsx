/** What stopped to count lately and what counts again. */
import { useFormat } from '../../access/session.ts';
import type { TrustReport } from '../../api/shapes.ts';
import { Card } from '../../components/chart-card.tsx';
import { useTrustTexts } from '../../i18n/trust-texts.ts';
import classes from './trust.module.css';

export function TrustEvents({ events }: Pick<TrustReport, 'events'>) {
  const texts = useTrustTexts();
  const format = useFormat();
  return (
    <Card title={texts.events}>
      <ul className={classes.events}>
        {events.map(({ entry, kind, reason, version, by, at }) => (
          <li key={`${entry} ${version}`}>
            <b>{entry}</b> {texts.event[kind]}: {reason}
            <div className={classes.muted}>
              {[format.moment(at), by?.name ?? texts.byItself, texts.version(version)].join(' · ')}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
