"""Pages with parameters of their own, from which the requests behind them follow."""
