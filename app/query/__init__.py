"""From the text of a query to SQL: grammar, validation, conditions, order, cursors."""
