print("dls")
