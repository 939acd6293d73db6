New-Record TrailIntegrityItem @{ Kind = 'LogFile'; State = 'Unknown'; Reason = $long; Path = $long; Region = 'eu-west-1' }
