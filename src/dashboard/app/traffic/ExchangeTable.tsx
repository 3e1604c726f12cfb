import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Exchange } from '../api/types.js';
import { useTexts } from '../texts/language.js';
import { ExchangeRow, rowId } from './ExchangeRow.js';

const ROW_HEIGHT = 28;
const PAGE_STEP = 10;

interface Props {
  exchanges: readonly Exchange[];
  openId: string | undefined;
  onOpen: (id: string, options?: { replace: boolean }) => void;
  onEnd: () => void;
}

/** The list of exchanges. Only the visible rows are in the page; the list has the focus, and one row is active. */
export function ExchangeTable({ exchanges, openId, onOpen, onEnd }: Props) {
  const texts = useTexts();
  const scroller = useRef<HTMLDivElement>(null);
  const [activeId, setActiveId] = useState<string>();
  const virtualizer = useVirtualizer({
    count: exchanges.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => exchanges[index]?.id ?? index,
    // The heading covers the first row.
    scrollPaddingStart: ROW_HEIGHT,
    overscan: 12,
  });
  useScrollAnchor(scroller, exchanges);
  const rows = virtualizer.getVirtualItems();
  const activeIndex = Math.max(
    0,
    exchanges.findIndex(({ id }) => id === (openId ?? activeId)),
  );
  const active = exchanges[activeIndex];
  const isRendered = rows.some(({ index }) => index === activeIndex);

  const lastOpenId = useRef<string>(undefined);
  useLayoutEffect(() => {
    // The list becomes lower when an exchange opens, so its row could be out of sight.
    if (openId !== undefined && openId !== lastOpenId.current)
      virtualizer.scrollToIndex(activeIndex);
    lastOpenId.current = openId;
  });

  const open = useCallback(
    (id: string) => {
      setActiveId(id);
      onOpen(id);
    },
    [onOpen],
  );
  const move = (index: number): void => {
    const next = exchanges[Math.min(Math.max(index, 0), exchanges.length - 1)];
    if (!next) return;
    setActiveId(next.id);
    virtualizer.scrollToIndex(exchanges.indexOf(next));
    if (openId !== undefined) onOpen(next.id, { replace: true });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Record<string, () => void> = {
      ArrowDown: () => move(activeIndex + 1),
      ArrowUp: () => move(activeIndex - 1),
      PageDown: () => move(activeIndex + PAGE_STEP),
      PageUp: () => move(activeIndex - PAGE_STEP),
      Home: () => move(0),
      End: () => move(exchanges.length - 1),
      Enter: () => active && open(active.id),
    };
    const step = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined;
    if (!step) return;
    event.preventDefault();
    step();
  };
  const onScroll = (): void => {
    const { scrollTop = 0, clientHeight = 0, scrollHeight = 0 } = scroller.current ?? {};
    if (scrollTop + clientHeight > scrollHeight - 2 * ROW_HEIGHT) onEnd();
  };
  return (
    <div
      className="grid"
      role="grid"
      tabIndex={0}
      aria-label={texts.exchanges}
      aria-rowcount={exchanges.length + 1}
      aria-activedescendant={active && isRendered ? rowId(active.id) : undefined}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" className="scroller" ref={scroller} onScroll={onScroll}>
        <div role="rowgroup" className="heads">
          <div role="row" className="row head" aria-rowindex={1}>
            <span role="columnheader">{texts.time}</span>
            <span role="columnheader">{texts.direction}</span>
            <span role="columnheader">{texts.status}</span>
            <span role="columnheader">{texts.method}</span>
            <span role="columnheader">{texts.path}</span>
            <span role="columnheader">{texts.operation}</span>
            <span role="columnheader">{texts.role}</span>
            <span role="columnheader" className="duration">
              {texts.duration}
            </span>
            <span role="columnheader">{texts.findings}</span>
          </div>
        </div>
        <div role="rowgroup" className="rows" style={{ height: virtualizer.getTotalSize() }}>
          {rows.map(({ index, start }) => {
            const exchange = exchanges[index];
            return (
              exchange && (
                <ExchangeRow
                  key={exchange.id}
                  exchange={exchange}
                  index={index}
                  top={start}
                  isActive={index === activeIndex}
                  isOpen={exchange.id === openId}
                  onOpen={open}
                />
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Keeps the rows in their place when newer ones are added above, unless the list stands at its top. */
function useScrollAnchor(
  scroller: React.RefObject<HTMLDivElement | null>,
  exchanges: readonly Exchange[],
): void {
  const before = useRef(exchanges);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && element.scrollTop > 0 && before.current !== exchanges) {
      const top = before.current[Math.floor(element.scrollTop / ROW_HEIGHT)];
      const from = top ? before.current.indexOf(top) : -1;
      const to = top ? exchanges.findIndex(({ id }) => id === top.id) : -1;
      if (from >= 0 && to > from) element.scrollBy(0, (to - from) * ROW_HEIGHT);
    }
    before.current = exchanges;
  }, [scroller, exchanges]);
}
