"""What is lived: entries, scales, nights, intake, trends and waves."""
