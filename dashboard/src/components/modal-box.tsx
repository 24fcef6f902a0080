/** A dialog over the page: the browser's own, which holds the focus, closes by Esc and gives the focus back. */
import { CloseButton, Text } from '@mantine/core';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTexts } from '../i18n/language.tsx';
import classes from './modal-box.module.css';

interface ModalBoxProps {
  title: string;
  /** Called when the person closes it; it is open as long as it is in the page. */
  onClose: () => void;
  children: ReactNode;
}

export function ModalBox({ title, onClose, children }: ModalBoxProps) {
  const { close } = useTexts();
  const id = useId();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = box.current;
    if (!dialog) return;
    dialog.showModal();
    dialog.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => dialog.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes it by keyboard.
    <dialog
      ref={box}
      className={classes.box}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={({ target, currentTarget }) => {
        // What is beside the box belongs to it as its backdrop.
        if (target === currentTarget) onClose();
      }}
    >
      <div className={classes.inside}>
        <header className={classes.head}>
          <Text id={id} fw={500}>
            {title}
          </Text>
          <CloseButton aria-label={close} onClick={onClose} />
        </header>
        {children}
      </div>
    </dialog>
  );
}
