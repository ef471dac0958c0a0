import { useState } from 'preact/hooks';
import { OtherCardKind } from '../../domain/index.ts';
import type { Person } from './api.ts';
import { Label } from './Label.tsx';
import { WORDS } from './words.ts';

export type Tell = (path: string, body: unknown) => Promise<void>;

/** Put a made-up person's card on the reader, take it away, or one of another kind. */
export function CardPanel({ card, people, tell }: { card: string | null; people: Person[]; tell: Tell }) {
  const [search, setSearch] = useState('');
  const found = people.filter((person) =>
    `${person.name} ${person.key} ${person.note}`.includes(search.trim()),
  );
  return (
    <section>
      <h2>
        <Label of="card" />
      </h2>
      <p class="on-reader">
        <span>{card ?? <Label of="none" />}</span>
        <button
          type="button"
          data-act="card-remove"
          disabled={card === null}
          onClick={() => void tell('card/remove', {})}
        >
          <Label of="takeAway" />
        </button>
        {OtherCardKind.options.map((kind) => (
          <button
            key={kind}
            type="button"
            data-act={`card-insert-${kind}`}
            onClick={() => void tell('card/insert', { kind })}
          >
            <Label of={kind} />
          </button>
        ))}
      </p>
      <input
        type="search"
        data-act="search"
        placeholder={WORDS.search.join(' · ')}
        aria-label={WORDS.search.join(' · ')}
        value={search}
        onInput={(event) => setSearch(event.currentTarget.value)}
      />
      <ul class="people">
        {found.map((person) => (
          <li key={person.key}>
            <button
              type="button"
              data-act="card-insert"
              data-person={person.key}
              onClick={() => void tell('card/insert', { person: person.key })}
            >
              <b>{person.name}</b>
              <span>{person.note}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
