/** The sections that the person may open. Where they are many, those about the rules share a button. */
import { UnstyledButton } from '@mantine/core';
import {
  IconActivityHeartbeat,
  IconCertificate,
  IconChartLine,
  IconChevronDown,
  IconHeadphones,
  IconListCheck,
  IconMessageCircleQuestion,
  IconNotes,
  IconScale,
  IconSearch,
  IconShieldLock,
  IconTargetArrow,
  IconTrendingUp,
  IconUsers,
  IconVocabulary,
} from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { useSession } from '../access/session.ts';
import type { Permission } from '../api/shapes.ts';
import { DropDown } from '../components/drop-down.tsx';
import { useChosenInRow } from '../components/use-chosen-in-row.ts';
import { useTexts } from '../i18n/language.tsx';
import type { Texts } from '../i18n/ru.ts';
import classes from './shell.module.css';

interface Section {
  to: '/me' | '/calls' | '/queue' | '/disputes' | '/coaching' | '/trends' | '/search' | Rules | '/users' | Keeping;
  needs: readonly Permission[];
  icon: typeof IconScale;
  text: (texts: Texts) => string;
}
type Rules = '/standard' | '/trust' | '/calibration' | '/lexicons';
type Keeping = '/protection' | '/system';

const work: readonly Section[] = [
  { to: '/me', needs: ['own_page.read'], icon: IconChartLine, text: (texts) => texts.ownPage },
  { to: '/calls', needs: ['call.list'], icon: IconHeadphones, text: (texts) => texts.calls },
  { to: '/queue', needs: ['queue.read'], icon: IconListCheck, text: (texts) => texts.queue },
  { to: '/disputes', needs: ['dispute.read'], icon: IconMessageCircleQuestion, text: (texts) => texts.disputes },
  { to: '/coaching', needs: ['coaching.read'], icon: IconNotes, text: (texts) => texts.coaching },
  { to: '/trends', needs: ['trends.read'], icon: IconTrendingUp, text: (texts) => texts.trends },
  { to: '/search', needs: ['search.words', 'call.read'], icon: IconSearch, text: (texts) => texts.wordSearch },
];
const rules: readonly Section[] = [
  { to: '/standard', needs: ['standard.read'], icon: IconCertificate, text: (texts) => texts.standard },
  { to: '/trust', needs: ['trust.read'], icon: IconTargetArrow, text: (texts) => texts.trust },
  { to: '/calibration', needs: ['calibration.take'], icon: IconScale, text: (texts) => texts.calibration },
  { to: '/lexicons', needs: ['lexicon.read'], icon: IconVocabulary, text: (texts) => texts.lexicons },
];
const keeping: readonly Section[] = [
  { to: '/users', needs: ['account.manage'], icon: IconUsers, text: (texts) => texts.accounts.title },
  { to: '/protection', needs: ['audit.read'], icon: IconShieldLock, text: (texts) => texts.protection.title },
  { to: '/system', needs: ['health.read'], icon: IconActivityHeartbeat, text: (texts) => texts.healthShort },
];

/** More than fit side by side in a usual window. */
const mostInARow = 8;

export function Navigation() {
  const texts = useTexts();
  const { permissions } = useSession();
  const open = (sections: readonly Section[]) =>
    sections.filter(({ needs }) => needs.every((permission) => permissions.includes(permission)));
  const [mine, judging, house] = [open(work), open(rules), open(keeping)];
  const { pathname } = useLocation();
  const nav = useChosenInRow<HTMLElement>(':scope > [data-status="active"]', pathname);
  const shared = mine.length + judging.length + house.length > mostInARow;
  return (
    <nav ref={nav} aria-label={texts.navigation} className={classes.nav}>
      <SectionLinks sections={mine} />
      {shared ? <RulesButton sections={judging} /> : <SectionLinks sections={judging} />}
      <SectionLinks sections={house} />
    </nav>
  );
}

function SectionLinks({ sections, onGo }: { sections: readonly Section[]; onGo?: () => void }) {
  const texts = useTexts();
  const hasOwnPage = useSession().permissions.includes('own_page.read');
  return sections.map(({ to, icon: Icon, text }) => (
    <Link key={to} to={to} className={classes.navLink} onClick={onGo}>
      <Icon size={18} aria-hidden />
      {to === '/calls' && hasOwnPage ? texts.callList : text(texts)}
    </Link>
  ));
}

function RulesButton({ sections }: { sections: readonly Section[] }) {
  const texts = useTexts();
  const { pathname } = useLocation();
  const here = sections.some(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
  return (
    <DropDown
      label={texts.aboutRules}
      button={(props) => (
        <UnstyledButton {...props} className={classes.navLink} {...(here && { 'data-status': 'active' })}>
          {texts.aboutRules}
          <IconChevronDown size={16} aria-hidden className={classes.chevron} />
        </UnstyledButton>
      )}
    >
      {(close) => (
        <div className={classes.navBox}>
          <SectionLinks sections={sections} onGo={close} />
        </div>
      )}
    </DropDown>
  );
}
