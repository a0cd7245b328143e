dibaoSearchPart("b0/fi","36773dd9","375563c1",[["donglingwenyi/2019-02-10","g"],["xishan/2019-03-01","x-"]])
