import { printerConformance } from '../conformance/printer.conformance.ts';

/** Every line, and every language, cutter and way of telling the end on one of them at least. */
printerConformance('tcp', 'escpos-80');
printerConformance('tcp', 'star-line-80');
printerConformance('usb', 'escpos-58-tear-bar');
printerConformance('usb', 'escpos-80-process-id');
printerConformance('serial', 'escpos-80-serial');
