dibaoSearchPart("manifest","2","c0a9f17a",[["b0","36773dd9",6,4,[2019,6],[41],["IAAUg"]]])
