import { printerConformance } from '../conformance/printer.conformance.ts';

/** Every line, every language and every way of telling the end; tear bars are in the property test of printer jobs. */
printerConformance('tcp', 'escpos-80');
printerConformance('tcp', 'star-line-80');
printerConformance('usb', 'escpos-80-process-id');
printerConformance('serial', 'escpos-80-serial');
